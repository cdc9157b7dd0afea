/**
 * MJML of a newsletter with some twenty personal places, conditions and a loop; `sections` sets its size (11 make about 36 KB on the
 * wire, 1 about 6 KB).
 */
export function newsletter(sections: number): string {
  const section = (n: number) => `
    <mj-section padding="16px 24px">
      <mj-column>
        <mj-text font-size="18px" color="#0b3d5c">Story ${n}: what the couriers carried${n % 3 === 0 ? ' to {{contact.city}}' : ''}</mj-text>
        <mj-text>The couriers of old carried letters between the capitals in three days, in relays, by day and night, and every
          station kept a book of what had passed.${n % 2 === 0 ? ' Dear {{contact.name}}, this is paragraph %n of your newsletter.'.replace('%n', String(n)) : ''}</mj-text>
        <mj-button href="https://www.example.com/stories/${n}${n % 4 === 0 ? '?from={{contact.email}}' : ''}">Read story ${n}</mj-button>
      </mj-column>
    </mj-section>`;
  return `<mjml><mj-body>
    <mj-section><mj-column><mj-text font-size="22px">Good morning, {{contact.name}}</mj-text>
      <mj-raw>{{#if contact.city}}<p>News for {{contact.city}}</p>{{else}}<p>News for everywhere</p>{{/if}}
      {{#each data.topics}}<p>{{this}} for {{@root.contact.name}}</p>{{/each}}
      {{#unless contact.member}}<p>You are reading the open edition.</p>{{/unless}}</mj-raw></mj-column></mj-section>
    ${Array.from({ length: sections }, (_, n) => section(n + 1)).join('')}
    <mj-section><mj-column><mj-text>{{workspace.legal_name}}, {{workspace.postal_address}}, {{workspace.contact}}.
      You receive this at {{contact.email}}. You can refuse further letters:
      <a href="{{unsubscribe_url}}">unsubscribe</a></mj-text></mj-column></mj-section>
  </mj-body></mjml>`;
}
