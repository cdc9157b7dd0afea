/**
 * Mail services that anybody has an address at, and whose owners forbid others to send in their name (AUTH-4): a newsletter from
 * such a domain fails DMARC. Not complete; the large ones of the world and of Japan.
 */
const freeMail = new Set(
  [
    'gmail.com googlemail.com yahoo.com yahoo.co.jp ymail.com aol.com outlook.com outlook.jp hotmail.com hotmail.co.jp',
    'live.com live.jp msn.com icloud.com me.com mac.com docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp i.softbank.jp',
    'ymobile.ne.jp rakuten.jp gmx.de gmx.net web.de mail.ru qq.com 163.com naver.com proton.me protonmail.com',
  ].flatMap((line) => line.split(' ')),
);

/** Whether a domain belongs to a mail service for everybody, and so cannot be a sender's own. */
export function isFreeMail(domain: string): boolean {
  return freeMail.has(domain.toLowerCase());
}
