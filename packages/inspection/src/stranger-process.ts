// A stranger in a process of its own, which ends when nobody speaks to it any more: stranger-elsewhere.ts does.
import { stranger } from './stranger.ts';
import type { Question, Reply } from './stranger-elsewhere.ts';

const me = stranger();

process.on('message', (question: Question) => void reply(question));
process.on('disconnect', () => process.exit(0));
// A terminal's Ctrl-C is told to everybody; whoever asks has questions left when it ends in order.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});

async function reply(question: Question): Promise<void> {
  const { id } = question;
  try {
    say({ id, ok: true, answer: await answerTo(question) });
  } catch (error) {
    say({ id, ok: false, reason: error instanceof Error ? error.message : String(error) });
  }
}

function answerTo(question: Question) {
  switch (question.kind) {
    case 'read':
      return me.read(question.letter, question.published);
    case 'look':
      return me.look(question.url);
    case 'post':
      return me.postAs(question.provider, question.url);
  }
}

function say(words: Reply): void {
  // Whoever asked may be gone.
  if (process.connected) process.send?.(words);
}
