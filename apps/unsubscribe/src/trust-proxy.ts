import { isIP } from 'node:net';

/** Whose X-Forwarded-For is believed: nobody's, that of so many proxies in a row, or that of these addresses. */
export type TrustProxy = false | number | string[];

const namedNetworks = ['loopback', 'linklocal', 'uniquelocal'];

/** Reads TRUST_PROXY; undefined for what would trust anybody who writes the header. */
export function parseTrustProxy(value: string): TrustProxy | undefined {
  if (value === '0' || value === 'false') return false;
  if (/^\d$/.test(value)) return Number(value);
  const networks = value.split(',').map((network) => network.trim());
  return networks.every(isNetwork) ? networks : undefined;
}

function isNetwork(text: string): boolean {
  if (namedNetworks.includes(text)) return true;
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= (version === 4 ? 32 : 128))
  );
}
