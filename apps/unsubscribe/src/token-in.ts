/** The path's one segment, with or without a slash after it. */
export function tokenIn(path: string): string {
  const segment = path.replace(/^\//, '').replace(/\/$/, '');
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}
