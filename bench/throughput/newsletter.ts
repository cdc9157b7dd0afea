/** MJML of a newsletter with personal places in it; `sections` sets its size (20 make about 36 KB on the wire, 1 about 6 KB). */
export function newsletter(sections: number): string {
  const section = (n: number) => `
    <mj-section padding="16px 24px">
      <mj-column>
        <mj-text font-size="18px" color="#0b3d5c">Story ${n}: what {{contact.name}} may like in {{contact.city}}</mj-text>
        <mj-text>The couriers of old carried letters between the capitals in three days, in relays, by day and night, and every
          station kept a book of what had passed. Dear {{contact.name}}, this is paragraph ${n} of your newsletter.</mj-text>
        <mj-button href="https://www.example.com/stories/${n}?from={{contact.email}}">Read story ${n}</mj-button>
      </mj-column>
    </mj-section>`;
  return `<mjml><mj-body>${Array.from({ length: sections }, (_, n) => section(n + 1)).join('')}
    <mj-section><mj-column><mj-text>{{workspace.legal_name}}, {{workspace.postal_address}}, {{workspace.contact}}.
      You can refuse further letters: <a href="{{unsubscribe_url}}">unsubscribe</a></mj-text></mj-column></mj-section>
  </mj-body></mjml>`;
}
