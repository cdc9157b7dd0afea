/** The one address that stands in `List-Unsubscribe` and behind the letter's own link: POST acts, GET shows a page. */
export function unsubscribeLink(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/u/${token}`;
}

/** The address of a person's preference page at one sender. */
export function preferencesLink(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/p/${token}`;
}
