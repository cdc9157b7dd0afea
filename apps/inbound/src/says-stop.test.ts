import { describe, expect, it } from '@jest/globals';
import { saysStop } from './says-stop.ts';

const quoted = '2026年11月26日(木) 10:00 株式会社くも <news@kumo.example>:\r\n> 今週のおすすめ\r\n> 配信停止';

describe('saysStop', () => {
  it.each([
    'STOP',
    'stop',
    'Stop.',
    'ＳＴＯＰ',
    '停止',
    '配信停止',
    '「配信停止」',
    '\u3000配信　停止。\u200b',
    '*STOP*',
    'unsubscribe',
    '\r\n\r\n  停止  \r\n\r\niPhoneから送信',
    `配信停止\r\n\r\n${quoted}`,
    'STOP\nOn Thu, Nov 26, 2026 at 10:00 AM Kumo <\nnews@kumo.example> wrote:\n\n> This week',
    'On 11/26/26 10:00 AM, Kumo wrote:\n> This week\n>\n\nSTOP\n-- \nHanako',
    'On Thu, Nov 26, 2026 at 10:00 AM Kumo <\nnews@kumo.example> wrote:\n\n> This week\n\n停止',
  ])('knows the word alone, as the first own line: %j', (text) => {
    expect(saysStop(text)).toBe(true);
  });

  it.each([
    '',
    'Please do not stop sending these.',
    'Stop by our shop!',
    '配信停止の方法を教えてください。',
    '停止しないでください',
    'Thank you.\n\nSTOP',
    quoted,
    `ありがとうございます。\r\n\r\n${quoted}`,
    '> STOP',
    '＞ 停止',
    '-- \nStop\nHanako',
    'nonstop',
    'Hello:\nSTOP',
  ])('takes nothing else for it: %j', (text) => {
    expect(saysStop(text)).toBe(false);
  });
});
