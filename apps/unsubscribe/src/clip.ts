/** Keeps a page small (WEB-12) whatever a list is called: at most so many characters. */
export function clip(name: string, longest = 100): string {
  const characters = Array.from(name);
  return characters.length <= longest ? name : `${characters.slice(0, longest - 1).join('')}…`;
}
