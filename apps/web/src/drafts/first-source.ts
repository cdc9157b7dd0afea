/** What somebody who writes MJML begins with. */
export const firstSource = `<mjml>
  <mj-body>
    <mj-section>
      <mj-column>
        <mj-text>{{contact.email}}</mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`;
