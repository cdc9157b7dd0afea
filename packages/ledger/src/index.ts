export { markAnswers } from './answers.ts';
export { type Books, balances, isSettled, type LaneBooks, readBooks, readBooksByLane } from './books.ts';
export { type Complainant, tallyComplaints } from './complaints.ts';
export { type DeliveryState, deliveryStates, isUnderway, type LetterKey } from './delivery-state.ts';
export { closeRecovery, fence, type Orphan, orphansOf } from './recover.ts';
export { type Settle, type Settled, type Settlement, settle, settler } from './settle.ts';
export { unclaim } from './unclaim.ts';
export { type Quiet, type Scoped, type Waiting, type Wished, withhold, withholdUntilQuiet } from './withhold.ts';
