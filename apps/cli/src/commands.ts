import type { Command } from './command.ts';
import { apiKeyCommands } from './verbs/api-key.ts';
import { campaignCommands } from './verbs/campaign.ts';
import { importCommand } from './verbs/import.ts';
import { keysDkim } from './verbs/keys-dkim.ts';
import { keysRotate } from './verbs/keys-rotate.ts';
import { liftCommand } from './verbs/lift.ts';
import { migrateCommand } from './verbs/migrate.ts';
import { suppressCommand } from './verbs/suppress.ts';
import { verifyBooks } from './verbs/verify-books.ts';
import { whyCommand } from './verbs/why.ts';
import { workspaceCommands } from './verbs/workspace.ts';

/** Every command, in the order of the overview. */
export const commands: readonly Command[] = [
  migrateCommand,
  ...workspaceCommands,
  ...apiKeyCommands,
  importCommand,
  suppressCommand,
  liftCommand,
  whyCommand,
  ...campaignCommands,
  keysDkim,
  keysRotate,
  verifyBooks,
];
