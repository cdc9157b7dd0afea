export {
  type AddedContact,
  type AddOptions,
  addContact,
  type ContactProblem,
  type NewContact,
} from './add-contact.ts';
export { type ChangedContact, type ContactChanges, changeContact } from './change-contact.ts';
export { type Confirmation, confirmSubscription } from './confirm-subscription.ts';
export { type Consent, type ConsentBasis, consentBases, isConsentBasis } from './consent.ts';
export type { Contact, Subscription, SuppressionScope } from './contact.ts';
export { type AudienceReach, countAudience } from './count-audience.ts';
export { deleteContact } from './delete-contact.ts';
export { type FieldName, type FieldNames, fieldNames } from './field-names.ts';
export type { FieldChanges, Fields } from './fields.ts';
export { findContact, findContactByEmail } from './find-contact.ts';
export { type BegunImport, beginImport, type NewImport } from './import/begin-import.ts';
export { columnsProblem } from './import/chosen-columns.ts';
export { type ImportedContacts, importContacts } from './import/import-contacts.ts';
export { type ImportStatus, importStatus } from './import/import-status.ts';
export { type ImportPreview, type PreviewAsked, previewImport } from './import/preview.ts';
export { rejectsCsv } from './import/rejects-csv.ts';
export { readTable } from './import/read-table.ts';
export { failInterruptedImports, type ImportFile, runImport } from './import/run-import.ts';
export type { FileEncoding } from './import/text-decoding.ts';
export { type ContactPage, listContacts } from './list-contacts.ts';
export { countList, type ListCounts } from './list-counts.ts';
export { type CreatedList, createList, findList, type List, listLists } from './lists.ts';
export {
  type Audience,
  type AudienceCounts,
  type AudienceRow,
  audiencePageSql,
  excludedCounts,
  type Member,
  membersPage,
  type PageOfAudience,
} from './members.ts';
export type { Page, Paged } from './page.ts';
export { type Search, type SearchedPage, type SearchPlace, searchContacts } from './search-contacts.ts';
export { type Condition, type LetterFate, letterFates } from './segments/condition.ts';
export { lookAtRule, type RuleLook } from './segments/look-at-rule.ts';
export { type Narrowing, narrowedSql } from './segments/narrowing.ts';
export { type SegmentRule, segmentRule } from './segments/rule.ts';
export {
  changeSegment,
  createSegment,
  findSegment,
  findSegments,
  listSegments,
  removeSegment,
  type Segment,
  type SegmentInUse,
  type SegmentProblem,
  type SegmentValues,
} from './segments/segments.ts';
export { type Stranger, strangersIn } from './segments/strangers.ts';
