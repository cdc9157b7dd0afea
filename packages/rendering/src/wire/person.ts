import type { MergeData } from '../template.ts';

/** What the letters of a campaign share of the data they are filled with. */
export type SharedData = Pick<MergeData, 'campaign' | 'workspace' | 'data'>;

/** What is one person's. */
export type PersonalData = Omit<MergeData, keyof SharedData>;

/**
 * The top of the data, one object for all letters of a program, so that scopes made at compile time stay true: what is one
 * person's is put into it for each letter in turn.
 */
export class Root {
  contact: MergeData['contact'] = { email: '' };
  unsubscribe_url: string | undefined = undefined;
  preferences_url: string | undefined = undefined;
  view_url: string | undefined = undefined;
  campaign: Record<string, unknown>;
  workspace: Record<string, unknown>;
  data: Record<string, unknown>;

  constructor({ campaign, workspace, data }: SharedData) {
    this.campaign = campaign;
    this.workspace = workspace;
    this.data = data;
  }

  /** Turns to the next person. */
  turnTo({ contact, unsubscribe_url, preferences_url, view_url }: PersonalData): void {
    this.contact = contact;
    this.unsubscribe_url = unsubscribe_url;
    this.preferences_url = preferences_url;
    this.view_url = view_url;
  }
}

const sharedNames: readonly string[] = ['campaign', 'workspace', 'data'] satisfies (keyof SharedData)[];

/** Whether following these names from a value leads to what is one person's: only the top of the data leads there. */
export function isPersonal(value: unknown, [first]: readonly string[]): boolean {
  return value instanceof Root && (first === undefined || !sharedNames.includes(first));
}
