/** Whether links in letters lead to this machine alone: development, where a From domain without a key is only a warning. */
export function isLoopbackUrl(publicUrl: string): boolean {
  if (!URL.canParse(publicUrl)) return false;
  const { hostname } = new URL(publicUrl);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
