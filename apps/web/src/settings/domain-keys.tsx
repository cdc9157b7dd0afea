import { Button, Group, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/call.ts';
import type { SenderDomain, SenderKey } from '../api/generated/operations.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Confirm } from '../look/confirm.tsx';
import { Failure } from '../look/failure.tsx';
import { words } from './domain-words.ts';

const tones = { signing: 'done', waiting: 'held', spare: 'draft', retired: 'off' } as const;

/** The keys of a domain, newest first: make another, and retire one that has had its day. */
export function DomainKeys({ domain, onChange }: { domain: SenderDomain; onChange: () => void }) {
  const say = useWords(words);
  const format = useFormat();
  const client = useQueryClient();
  const [retiring, setRetiring] = useState<SenderKey>();
  const settle = async () => {
    await client.invalidateQueries({ queryKey: ['domains'], exact: true });
    onChange();
  };
  const { id } = domain;
  const make = useMutation({
    mutationFn: (algorithm: SenderKey['algorithm']) =>
      call('POST /domains/{id}/keys', { path: { id }, body: { algorithm } }),
    onSettled: settle,
  });
  const retire = useMutation({
    mutationFn: (keyId: string) => call('DELETE /domains/{id}/keys/{keyId}', { path: { id, keyId } }),
    onSuccess: () => setRetiring(undefined),
    onSettled: settle,
  });
  const isLast = (key: SenderKey) =>
    key.state !== 'waiting' &&
    !domain.keys.some((one) => one !== key && one.algorithm === 'rsa-sha256' && /signing|spare/.test(one.state));
  return (
    <div className="sheet-pad">
      <Title order={3} size="h5">
        {say.keys}
      </Title>
      <Text className="quiet" size="sm" mb="sm">
        {say.keysLead}
      </Text>
      <ul className="rows inner">
        {domain.keys.map((key) => (
          <li key={key.id} className="row row-wrap">
            <div className="row-main">
              <div className="row-title">
                <code>{key.selector}</code> {key.algorithm === 'rsa-sha256' ? 'RSA' : 'Ed25519'}
              </div>
              <div className="row-note">
                {say.states[key.state].why} {say.made(format.day(key.createdAt))}
              </div>
            </div>
            <span className="status" data-tone={tones[key.state]}>
              {say.states[key.state].name}
            </span>
            {key.state !== 'retired' && !isLast(key) && (
              <Button size="xs" variant="default" onClick={() => setRetiring(key)}>
                {say.retire}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {make.isError && <Failure error={make.error} />}
      <Group gap="sm" mt="md">
        <Button size="xs" variant="default" loading={make.isPending} onClick={() => make.mutate('rsa-sha256')}>
          {say.newKey}
        </Button>
        {!domain.keys.some(({ algorithm, state }) => algorithm !== 'rsa-sha256' && state !== 'retired') && (
          <Button size="xs" variant="default" loading={make.isPending} onClick={() => make.mutate('ed25519-sha256')}>
            {say.newEd25519}
          </Button>
        )}
      </Group>
      <Confirm
        opened={retiring !== undefined}
        title={say.retireTitle(retiring?.selector ?? '')}
        verb={say.retire}
        busy={retire.isPending}
        error={retire.error}
        onClose={() => setRetiring(undefined)}
        onConfirm={() => retiring && retire.mutate(retiring.id)}
      >
        {say.retireLead}
      </Confirm>
    </div>
  );
}
