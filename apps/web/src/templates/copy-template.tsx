import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { call } from '../api/call.ts';
import { type Language, useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { words } from './own-words.ts';

/** Makes a built-in template the workspace's own, and opens it for writing. */
export function CopyTemplate({ name, title, locale }: { name: string; title: string; locale: Language }) {
  const say = useWords(words);
  const go = useNavigate();
  const copy = useMutation({
    mutationFn: async () => {
      const { subject, mjml, data } = await call('GET /templates/{name}', { path: { name }, query: { locale } });
      return call('POST /templates/own', { body: { name: title, locale, subject, mjml, data: { ...data } } });
    },
    onSuccess: ({ id }) => go(`/templates/own/${id}`),
  });
  return (
    <>
      <Button variant="default" loading={copy.isPending} onClick={() => copy.mutate()}>
        {say.copy}
      </Button>
      {copy.isError && <Failure error={copy.error} />}
    </>
  );
}
