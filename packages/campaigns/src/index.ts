export { type Answered, answerRequests } from './answer-requests.ts';
export { type ApiKey, authenticate, createApiKey, type KeyHolder, listApiKeys, revokeApiKey } from './api-key.ts';
export {
  type CampaignState,
  type CampaignStatus,
  type CampaignVerb,
  campaignStatuses,
  isCampaignStatus,
  type Move,
  nextStatus,
  type Refused,
  statusesFor,
} from './campaign.ts';
export { type CampaignView, viewCampaign } from './campaign-view.ts';
export { type Cancelled, cancel } from './cancel.ts';
export { cancelRemaining, type Remaining } from './cancel-remaining.ts';
export { changeWorkspace, type WorkspaceChange } from './change-workspace.ts';
export { type Check, checkCampaign } from './check.ts';
export { campaignComposer, type ComposerDeps } from './composer.ts';
export { type Delivery, type DeliveryPage, listDeliveries } from './deliveries.ts';
export { changeDraft, createDraft, type DraftChange, type NewDraft } from './draft.ts';
export type { DraftContent, DraftValues, TemplateChoice } from './draft-values.ts';
export { type Departure, plannedDepartures } from './departures.ts';
export { type DueCampaigns, dueCampaigns } from './due.ts';
export { type Campaign, findCampaign, listCampaigns } from './find-campaign.ts';
export { type CheckCode, checkCodes } from './findings.ts';
export { followUp } from './follow-up.ts';
export { findMessage, type Message } from './find-message.ts';
export { finishDue } from './finish.ts';
export type { HoldUp, LaneProgress } from './lane-progress.ts';
export { prepareJob } from './jobs.ts';
export { letterId, readLetterId } from './letter-id.ts';
export { limitLetters } from './limit-letters.ts';
export { earliestLocalTime, type LocalTime, readLocalTime } from './local-time.ts';
export { type OverTime, overTime } from './over-time.ts';
export type { Attention } from './overview/attention.ts';
export { type Overview, overview } from './overview/overview.ts';
export { type Paused, pause } from './pause.ts';
export { type IsSound, type PrepareDeps, type Prepared, prepare } from './prepare.ts';
export { type Preview, previewLetter } from './preview.ts';
export { segmentsNarrowing } from './narrowing-of.ts';
export type { NotFound, Problem, Problems } from './problem.ts';
export { type Progress, progress } from './progress.ts';
export { isLoopbackUrl } from './public-url.ts';
export type { QueuedLetter } from './queue-letter.ts';
export { type FooterIdentity, previewFooter } from './preview-footer.ts';
export { type Resolution, type Resolved, resolveUncertain } from './resolve.ts';
export { type Resumed, resume } from './resume.ts';
export { type ScheduleDeps, type Scheduled, schedule, type When } from './schedule.ts';
export { UnsealError } from './seal.ts';
export { canaryRound } from './self-test/canary-round.ts';
export { holdUnlessSound } from './self-test/hold.ts';
export { type LastSelfTest, lastSelfTest } from './self-test/last-self-test.ts';
export type { SelfTestDeps } from './self-test/self-test.ts';
export type { SelfTestFinding } from './self-test/try-way-out.ts';
export { addSenderDomain, type DkimRecord, hasSenderKey, loadSigners, makeSenderKey } from './sender-domain.ts';
export { type CheckedDomain, checkSenderDomain } from './sender-dns/check-sender-domain.ts';
export type { DnsFinding } from './sender-dns/dns-finding.ts';
export type { MailPaths } from './sender-dns/look-up-domain.ts';
export { registerSenderDomain } from './sender-dns/register-domain.ts';
export { retireSenderKey } from './sender-dns/retire-key.ts';
export { listSenderDomains, type SenderDomain, type SenderKey } from './sender-dns/sender-keys.ts';
export { type NewMessage, type Sent, type StreamDeps, sendMessage } from './send-message.ts';
export {
  createTemplate,
  changeTemplate,
  removeTemplate,
  restoreTemplate,
  type TemplateChange,
} from './templates/keep-template.ts';
export { findTemplate, listOwnTemplates, type OwnTemplate, type OwnTemplateValues } from './templates/own-template.ts';
export { sampleOfTemplate } from './templates/sample-of-template.ts';
export { type TemplateVersion, templateVersions } from './templates/template-versions.ts';
export { sendTest, type TestSent } from './test-send.ts';
export { type StatusReason, statusReasons, statusReasonWords } from './status-reason.ts';
export type { Remind, Wake } from './wake-ups.ts';
export { type NextLetter, nextLetters } from './next-letters.ts';
export { type StoryEntry, type StoryPage, story } from './story.ts';
export { type LetterSoFar, type NotMeant, type Why, why } from './why.ts';
export { unnamedWorkspace } from './unnamed-workspace.ts';
export { createWorkspace, findWorkspace, type NewWorkspace, type Workspace } from './workspace.ts';
