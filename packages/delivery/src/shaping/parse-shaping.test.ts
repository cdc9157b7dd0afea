import { parseSmtpReply } from '@hikyaku/message';
import { describe, expect, it } from '@jest/globals';
import { ownShaping } from './own-shaping.ts';
import { parseShaping } from './parse-shaping.ts';
import { laneOfDomain, laneOfHosts } from './shaping.ts';
import { triggersTouched } from './trigger.ts';

const lanes = 'lane\tdomains\tmx\tconnections\tletters per connection\tletters per second\tsource';
const triggers = 'trigger\tcode\tenhanced\ttext\tper hour\taction\tfor\texample\tsource';

function parse(...lines: string[]) {
  return parseShaping(lines.join('\n'), ownShaping, { agreed: true });
}

describe('parseShaping', () => {
  it('lays an operator’s rows over the project’s, cell by cell where they do not say =', () => {
    const parsed = parse(
      '# agreed with their postmaster',
      lanes,
      'gmail\t=\t=\t20\t=\t0.5\tour own figure',
      'partner\tpartner.example,.partner.example\t*\t3\t*\t*\tagreed by phone',
    );
    if (!parsed.ok) throw new Error(parsed.problems.join());
    expect(parsed.shaping.lanes.get('gmail')).toMatchObject({
      domains: ['gmail.com', 'googlemail.com'],
      limits: { connections: 20, lettersPerConnection: 50, lettersPerSecond: 0.5 },
    });
    expect(laneOfDomain(parsed.shaping, 'mail.partner.example')).toBe('partner');
    expect(laneOfDomain(parsed.shaping, 'docomo.ne.jp')).toBe('docomo');
  });

  it('lets a domain that an operator names leave the lane it was in', () => {
    const parsed = parse(lanes, 'mine\tymail.com\t*\t3\t*\t*\tour own');
    if (!parsed.ok) throw new Error(parsed.problems.join());
    expect(laneOfDomain(parsed.shaping, 'ymail.com')).toBe('mine');
    expect(laneOfDomain(parsed.shaping, 'yahoo.com')).toBe('yahoo');
  });

  it('asks an operator’s triggers first, and none behind one that says ignore', () => {
    const parsed = parse(triggers, 'gmail\t4\tx.7.28\t*\t1\tignore\t10m\t421 4.7.28 unusual rate\tour own');
    if (!parsed.ok) throw new Error(parsed.problems.join());
    const reply = parseSmtpReply('421 4.7.28 Gmail has detected an unusual rate of mail');
    expect(triggersTouched(parsed.shaping.triggers, 'gmail', reply)).toEqual([]);
    expect(triggersTouched(ownShaping.triggers, 'gmail', reply).length).toBeGreaterThan(0);
  });

  it('says each mistake with its line, and what to write', () => {
    const parsed = parse(
      lanes,
      'Gmail\t*\t*\t5\t*\t*\tx',
      'nobody\t=\t*\t5\t*\t*\tx',
      'a\texample\t*\t0\t*\tfast\tx',
      'b\texample.com\t*\t5',
      'c\texample.org\t*\t5\t*\t*\tx',
      'd\texample.org\t*\t5\t*\t*\tx',
      'c\texample.net\t*\t5\t*\t*\tx',
      triggers,
      'nowhere\t4\t*\t*\t1\tsuspend\t10m\t421 no\tx',
      'gmail\t4\t*\tslow.*down\t1\tstop\t10m\t421 slow down\tx',
      'gmail\t4\t*\tslow down\t1\tsuspend\t10m\t421 go away\tx',
    );
    expect(parsed).toEqual({
      ok: false,
      problems: [
        'line 5: 7 cells are needed, with tabs between and none of them empty: write * for any',
        'line 2: lane "Gmail": write a name in lower case, such as gmail or my-partner (tail-1 and so on are taken)',
        'line 3: domains "=": there is no lane of this name to take it from',
        expect.stringMatching(/^line 4: domains "example": "example" is no name; write example\.com/),
        'line 4: connections "0": write a number from 1 to 500',
        'line 4: letters per second "fast": write a number such as 10 or 0.5, or * for no limit',
        'line 7: the domain example.org is in the lane c already',
        'line 8: the lane c has a row already, on line 6',
        'line 10: trigger "nowhere": write the name of a lane, or *',
        expect.stringMatching(/^line 11: action "stop": write suspend/),
        expect.stringMatching(/^line 11: text "slow\.\*down" has "\*": nothing may repeat/),
        'line 12: its example "421 go away" does not touch it',
      ],
    });
  });

  it('wants a line of columns before anything else', () => {
    expect(parse('gmail\t=\t=\t5\t=\t=\tx')).toMatchObject({
      ok: false,
      problems: ['line 1: a table must begin with a line of columns; the first is lane or trigger'],
    });
  });
});

describe('ownShaping', () => {
  it.each([
    ['gmail.com', 'gmail'],
    ['docomo.ne.jp', 'docomo'],
    ['ezweb.ne.jp', 'au'],
    ['abc.biz.ezweb.ne.jp', 'au'],
    ['i.softbank.jp', 'softbank'],
    ['d.vodafone.ne.jp', 'softbank'],
    ['ymobile.ne.jp', 'ymobile'],
    ['rakumail.jp', 'rakuten-mobile'],
    ['yahoo.co.jp', 'yahoo-japan'],
    ['example.com', undefined],
    ['notgmail.com', undefined],
  ])('knows who travels in which lane by the domain: %s', (domain, lane) => {
    expect(laneOfDomain(ownShaping, domain)).toBe(lane);
  });

  it('is careful with the carriers of Japan: two connections', () => {
    for (const lane of ['docomo', 'au', 'softbank', 'ymobile', 'rakuten-mobile', 'yahoo-japan']) {
      expect(ownShaping.lanes.get(lane)?.limits.connections).toBe(2);
    }
  });

  it('puts a domain into a lane by its mail hosts only when all of them are of that lane', () => {
    expect(laneOfHosts(ownShaping, ['aspmx.l.google.com', 'ALT1.aspmx.l.google.com'])).toBe('gmail');
    expect(laneOfHosts(ownShaping, ['aspmx.l.google.com', 'mx.example.com'])).toBeUndefined();
    expect(laneOfHosts(ownShaping, ['example-com.mail.protection.outlook.com'])).toBe('microsoft-365');
    expect(laneOfHosts(ownShaping, ['hotmail-com.olc.protection.outlook.com'])).toBe('outlook');
    expect(laneOfHosts(ownShaping, ['evilgoogle.com'])).toBeUndefined();
    expect(laneOfHosts(ownShaping, [])).toBeUndefined();
  });
});
