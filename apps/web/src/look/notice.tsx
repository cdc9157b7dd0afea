import type { ReactNode } from 'react';

/** How much a notice matters: it stops something, it should be known, all is well, or somebody has to decide. */
export type Tone = 'bad' | 'mind' | 'good' | 'doubt';

/** Something to read before going on, calm, with its tone at its edge. */
export function Notice(props: { tone: Tone; title?: string; role?: 'alert' | 'status'; children: ReactNode }) {
  return (
    <div className="notice" data-tone={props.tone} role={props.role}>
      {props.title !== undefined && <strong>{props.title}</strong>}
      <div>{props.children}</div>
    </div>
  );
}
