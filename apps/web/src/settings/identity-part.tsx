import { Button, Group, SegmentedControl, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Workspace } from '../api/generated/operations.ts';
import { isProblem } from '../api/problem.ts';
import { sayValue } from '../findings/say-problem.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { words as common } from '../look/words.ts';
import { FooterPicture } from './footer-picture.tsx';
import { useWorkspace, type WorkspaceChange } from './use-workspace.ts';
import { words } from './words.ts';

type Told = Pick<Workspace, 'name' | 'legalName' | 'postalAddress' | 'contact' | 'locale'>;

/** Who sends: what stands at the foot of every newsletter, with a picture of it that follows the keys. */
export function IdentityPart() {
  const { workspace, change } = useWorkspace();
  if (workspace.isError) return <Failure error={workspace.error} again={() => void workspace.refetch()} />;
  if (workspace.data === undefined) return <Skeleton height={420} />;
  return <IdentityForm kept={workspace.data} change={change} />;
}

function IdentityForm({ kept, change }: { kept: Workspace; change: ReturnType<typeof useWorkspace>['change'] }) {
  const say = useWords(words);
  const { save, saved } = useWords(common);
  const { language } = useLanguage();
  const [typed, setTyped] = useState<Partial<Told>>({});
  const told: Told = { ...kept, ...unsaid(kept), ...typed };
  const fields = [
    ['name', say.name, say.nameHint, 200],
    ['legalName', say.legalName, say.legalNameHint, 300],
    ['postalAddress', say.postalAddress, say.postalAddressHint, 500],
    ['contact', say.contact, say.contactHint, 300],
  ] as const;
  const isWhole = fields.every(([field]) => told[field].trim() !== '');
  const refusedAt = (field: string) => {
    const errors = isProblem(change.error) ? change.error.errors : [];
    const wrong = errors.find(({ pointer }) => pointer === `/${field}`);
    return wrong && sayValue(wrong, language);
  };
  const isElsewhere = change.isError && !fields.some(([field]) => refusedAt(field) !== undefined);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isWhole) change.mutate(trimmed(typed), { onSuccess: () => setTyped({}) });
  }

  return (
    <div className="halves">
      <form onSubmit={submit} noValidate>
        <Text className="quiet" size="sm" mb="lg">
          {say.identityLead}
        </Text>
        <Stack>
          {fields.map(([field, label, hint, longest]) => (
            <TextInput
              key={field}
              label={label}
              description={hint}
              maxLength={longest}
              value={told[field]}
              error={typed[field]?.trim() === '' ? say.missing : refusedAt(field)}
              onChange={({ currentTarget: { value } }) => setTyped((now) => ({ ...now, [field]: value }))}
            />
          ))}
          <div>
            <Text size="sm" fw={500} mb={4}>
              {say.locale}
            </Text>
            <SegmentedControl
              aria-label={say.locale}
              value={told.locale}
              onChange={(value) => setTyped((now) => ({ ...now, locale: value === 'en' ? 'en' : 'ja' }))}
              data={[
                { value: 'ja', label: '日本語' },
                { value: 'en', label: 'English' },
              ]}
            />
          </div>
          {isElsewhere && <Failure error={change.error} />}
          <Group>
            <Button type="submit" loading={change.isPending} disabled={!isWhole || Object.keys(typed).length === 0}>
              {save}
            </Button>
            <Text size="sm" role="status" className="quiet">
              {change.isSuccess && Object.keys(typed).length === 0 && saved}
            </Text>
          </Group>
        </Stack>
      </form>
      <FooterPicture told={told} />
    </div>
  );
}

function trimmed(typed: Partial<Told>): WorkspaceChange {
  return Object.fromEntries(Object.entries(typed).map(([field, value]) => [field, value.trim()]));
}

/** What stands in a first workspace until somebody says who sends is nothing that anybody would keep. */
function unsaid({ legalName, postalAddress, contact }: Told): Partial<Told> {
  const facts = Object.entries({ legalName, postalAddress, contact });
  return Object.fromEntries(
    facts.filter(([, value]) => /^\([a-z ]+ not set\)$/.test(value)).map(([field]) => [field, '']),
  );
}
