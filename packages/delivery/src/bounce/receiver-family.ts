/** Receivers whose common words mean something of their own. The name stands in the table's first column. */
export type ReceiverFamily = 'outlook' | 'docomo' | 'au' | 'qq';

const domains: Record<ReceiverFamily, RegExp> = {
  outlook: /^(?:hotmail|outlook|live|msn|windowslive)\.(?:com?\.[a-z]{2}|com|[a-z]{2})$/,
  docomo: /^docomo\.ne\.jp$/,
  au: /^(?:au\.com|ezweb\.ne\.jp|[a-z0-9]{1,20}\.biz\.ezweb\.ne\.jp)$/,
  qq: /^(?:qq\.com|vip\.qq\.com|foxmail\.com)$/,
};

/**
 * The family that an address belongs to by its domain; undefined for most. Domains of companies that have their mail there are not
 * known: that would take a look at their MX.
 */
export function receiverFamily(address: string): ReceiverFamily | undefined {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return families.find((family) => domains[family].test(domain));
}

/** Whether a word names a family. */
export function isReceiverFamily(word: string): word is ReceiverFamily {
  return families.some((family) => family === word);
}

const families: readonly ReceiverFamily[] = ['outlook', 'docomo', 'au', 'qq'];
