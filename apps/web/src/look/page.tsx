import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTitle } from './use-title.ts';

/** A page: its title, a line below it, what can be done at its top, and what stands in it. */
export function Page(props: { title: string; note?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  useTitle(props.title);
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <Title order={1}>{props.title}</Title>
          {props.note && <div className="quiet">{props.note}</div>}
        </div>
        {props.actions && <div>{props.actions}</div>}
      </header>
      {props.children}
    </div>
  );
}
