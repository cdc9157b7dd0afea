import { Button, Title } from '@mantine/core';
import { Link } from 'react-router';

type Shown = { title: string; lead: string; action?: { label: string; to: string }; level?: 1 | 2 };

/** Nothing here yet: what will be, and what to do next. `level` 1 where it is the whole page. */
export function Blank({ title, lead, action, level = 2 }: Shown) {
  return (
    <div className="blank">
      <img src="/mark.svg" alt="" />
      <Title order={level} size="h2">
        {title}
      </Title>
      <p>{lead}</p>
      {action && (
        <Button component={Link} to={action.to}>
          {action.label}
        </Button>
      )}
    </div>
  );
}
