import { ActionIcon, Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { call } from '../api/call.ts';
import type { Contact } from '../api/generated/operations.ts';
import { isProblem } from '../api/problem.ts';
import { sayValue } from '../findings/say-problem.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { Dialog } from '../look/dialog.tsx';
import { Failure } from '../look/failure.tsx';
import { words as common } from '../look/words.ts';
import { words } from './contact-words.ts';
import { type FieldRow, fieldChanges, fieldRows } from './field-rows.ts';
import { useChanged } from './use-changed.ts';
import { words as about } from './words.ts';

/** Another address, other fields. What was typed stays when it is refused. */
export function ChangeContact({ contact, opened, close }: { contact: Contact; opened: boolean; close: () => void }) {
  const say = useWords(words);
  const { language } = useLanguage();
  const { email: emailLabel } = useWords(about);
  const { cancel, save } = useWords(common);
  const [email, setEmail] = useState(contact.email);
  const [rows, setRows] = useState<readonly FieldRow[]>([]);
  useEffect(() => {
    if (!opened) return;
    setEmail(contact.email);
    setRows(fieldRows(contact.fields));
  }, [opened, contact]);
  const change = useChanged(contact.id, close, () =>
    call('PATCH /contacts/{id}', {
      path: { id: contact.id },
      body: {
        ...(email.trim() === contact.email ? {} : { email: email.trim() }),
        fields: fieldChanges(contact.fields, rows),
      },
    }),
  );
  const refused = isProblem(change.error) ? change.error.errors.find(({ pointer }) => pointer === '/email') : undefined;
  const edit = (at: number, row: Partial<FieldRow>) =>
    setRows(rows.map((one, index) => (index === at ? { ...one, ...row } : one)));

  function submit(event: FormEvent) {
    event.preventDefault();
    change.mutate();
  }

  return (
    <Dialog title={say.changeTitle} opened={opened} close={close} wide>
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            label={emailLabel}
            type="email"
            maxLength={1_000}
            value={email}
            error={refused && sayValue(refused, language)}
            onChange={({ currentTarget: { value } }) => setEmail(value)}
          />
          {rows.map((row, index) => (
            <Group key={row.key} gap="xs" align="end" wrap="nowrap">
              {!row.known && (
                <TextInput
                  className="grow"
                  label={say.fieldName}
                  maxLength={100}
                  value={row.name}
                  onChange={({ currentTarget: { value } }) => edit(index, { name: value })}
                />
              )}
              <TextInput
                className="grow"
                label={row.known ? row.name : say.fieldValue}
                maxLength={10_000}
                value={row.value}
                onChange={({ currentTarget: { value } }) => edit(index, { value })}
              />
              <ActionIcon
                variant="default"
                size={36}
                aria-label={say.removeField(row.name)}
                onClick={() => setRows(rows.filter((one) => one !== row))}
              >
                <span aria-hidden="true">×</span>
              </ActionIcon>
            </Group>
          ))}
          <div>
            <Button
              size="xs"
              variant="default"
              onClick={() => setRows([...rows, { key: crypto.randomUUID(), name: '', value: '', known: false }])}
            >
              {say.addField}
            </Button>
          </div>
          {change.isError && refused === undefined && <Failure error={change.error} />}
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {cancel}
            </Button>
            <Button type="submit" loading={change.isPending}>
              {save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
