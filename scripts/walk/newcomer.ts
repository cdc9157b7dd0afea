import type { Walker } from './walker.ts';
import type { WalkWords } from './walk-words.ts';

/** With what somebody arrives: what `npm start` has printed for them. */
export type Arrival = { address: string; email: string; password: string };

const file = {
  name: 'readers.csv',
  text: 'email,name\nhanako@reader.example,花子\ntaro@reader.example,太郎\njiro@reader.example,次郎\n',
};

/** From the first page to a newsletter of one's own that lies in the mailbox: only what a page shows is used, and no address but the first. */
export async function walkAsNewcomer(
  me: Walker,
  say: WalkWords,
  { address, email, password }: Arrival,
): Promise<Walker> {
  await comeIn(me, say, { address, email, password });
  await nameTheSender(me, say);
  await putPeopleOnAList(me, say);
  await writeAndSend(me, say);
  return seeItInTheMailbox(me, say);
}

async function comeIn(me: Walker, say: WalkWords, { address, email, password }: Arrival): Promise<void> {
  await me.page.goto(address);
  await me.look('sign-in', me.page.getByRole('button', { name: say.signIn }));
  await me.paste(me.page.getByLabel(say.email), email);
  await me.paste(me.page.getByLabel(say.password, { exact: true }), password);
  await me.press('Enter');
  await me.look('home', stepsOf(me));
}

async function nameTheSender(me: Walker, say: WalkWords): Promise<void> {
  const link = me.page.getByRole('link', { name: say.steps.sender });
  // The demonstration has a sender already.
  if ((await link.count()) === 0) return;
  await me.click(link);
  await me.look('sender', me.page.getByLabel(say.legalName, { exact: true }));
  await me.type(me.page.getByLabel(say.workspaceName, { exact: true }), say.mine.sender);
  await me.type(me.page.getByLabel(say.legalName, { exact: true }), say.mine.legalName);
  await me.type(me.page.getByLabel(say.postalAddress, { exact: true }), say.mine.postalAddress);
  await me.type(me.page.getByLabel(say.contact, { exact: true }), 'hello@newcomer.example');
  await me.click(me.page.getByRole('button', { name: say.save }));
  await me.look('sender-saved', me.page.getByText(say.saved));
  await me.click(me.page.getByRole('link', { name: say.home, exact: true }));
  await me.look('home-named', stepsOf(me));
}

async function putPeopleOnAList(me: Walker, say: WalkWords): Promise<void> {
  const step = me.page.getByRole('link', { name: say.steps.people });
  if ((await step.count()) > 0) await me.click(step);
  else {
    await me.click(me.page.getByRole('link', { name: say.contacts, exact: true }));
    await me.click(me.page.getByRole('link', { name: say.lists, exact: true }));
  }
  await me.look('lists', me.page.getByRole('button', { name: say.newList }));
  await me.click(me.page.getByRole('button', { name: say.newList }));
  await me.look('new-list', me.page.getByRole('dialog'));
  await me.type(me.page.getByLabel(say.listName), say.mine.list);
  await me.press('Enter');
  await me.look('list', me.page.getByRole('link', { name: say.importCsv }));
  await me.click(me.page.getByRole('link', { name: say.importCsv }));
  await me.look('import', me.page.getByText(say.drop));
  await me.choose(me.page.getByLabel(say.chooseFile), file);
  await me.look('import-columns', me.page.getByText(say.wellRead));
  await me.click(me.page.getByRole('radio', { name: say.consent }));
  await me.type(me.page.getByLabel(say.source), say.mine.source);
  await me.click(me.page.getByRole('button', { name: say.beginImport }));
  await me.look('imported', me.page.getByRole('heading', { level: 1, name: say.imported }));
}

async function writeAndSend(me: Walker, say: WalkWords): Promise<void> {
  await me.click(me.page.getByRole('link', { name: say.writeToList }));
  await me.look('campaign', me.page.getByRole('button', { name: say.begin }));
  await me.type(me.page.getByLabel(say.campaignName), say.mine.subject);
  await me.type(me.page.getByLabel(say.fromEmail), 'news@newcomer.example');
  await me.click(me.page.getByRole('button', { name: say.begin }));

  await me.look('audience', me.page.getByText(say.reached));
  await me.click(me.page.getByRole('button', { name: say.next }));

  await me.look('content', me.page.getByRole('button', { name: say.chooseTemplate }));
  await me.click(me.page.getByRole('button', { name: say.chooseTemplate }));
  await me.look('templates', me.page.getByRole('button', { name: say.newsletter }));
  await me.click(me.page.getByRole('button', { name: say.newsletter }));
  await me.look('writing', me.page.getByLabel(say.headline).first());
  await me.type(me.page.getByLabel(say.headline).first(), say.mine.headline);
  await me.look('written', me.page.frameLocator('.preview iframe').getByText(say.mine.headline).first());
  await me.click(me.page.getByRole('button', { name: say.next }));

  await me.look('check', me.page.getByText(say.allWell));
  await me.click(me.page.getByRole('button', { name: say.send }));
  await me.look('confirm', me.page.getByRole('dialog'));
  await me.click(me.page.getByRole('button', { name: say.confirm, exact: true }));
  await me.look('sent', me.page.getByText(say.finished, { exact: true }));
}

async function seeItInTheMailbox(me: Walker, say: WalkWords): Promise<Walker> {
  const there = await me.follow(me.page.getByRole('link', { name: say.mailbox }));
  await there.look('mailbox', there.page.getByRole('link', { name: say.mine.subject }).first());
  await there.click(there.page.getByRole('link', { name: say.mine.subject }).first());
  await there.look('letter', there.page.frameLocator('iframe').getByText(say.mine.headline).first());
  return there;
}

/** The five steps of home, each done or with a link to where it is done. */
function stepsOf(me: Walker) {
  return me.page.locator('ol.steps');
}
