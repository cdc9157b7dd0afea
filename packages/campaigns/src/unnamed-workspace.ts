/** What stands in the first workspace until somebody says who sends: nobody could take it for a real sender. */
export const unnamedWorkspace = {
  name: 'First workspace',
  legalName: '(legal name not set)',
  postalAddress: '(postal address not set)',
  contact: '(contact not set)',
} as const;
