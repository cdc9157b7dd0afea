/** The nonce by which this answer's policy lets styles be made as the page goes. */
export function styleNonce(): string {
  return document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
}
