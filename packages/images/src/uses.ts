import { type RawBuilder, sql } from 'kysely';

/** True where a campaign of the workspace (its draft, or what it was sent with) or a template of it speaks of a file. */
export function isUsed(workspaceId: RawBuilder<unknown>, file: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(exists (${campaignsWith(workspaceId, file)}) or exists (
    select from templates t where t.workspace_id = ${workspaceId}
      and (position(${file} in t.source::text) > 0 or position(${file} in t.data::text) > 0 or exists (
        select from template_versions v where v.template_id = t.id
          and (position(${file} in v.source::text) > 0 or position(${file} in v.data::text) > 0)))))`;
}

/** The campaigns that speak of a file. */
export function campaignsWith(
  workspaceId: RawBuilder<unknown>,
  file: RawBuilder<unknown>,
): RawBuilder<{ name: string }> {
  return sql<{ name: string }>`
    select c.name from campaigns c left join campaign_contents cc on cc.campaign_id = c.id
    where c.workspace_id = ${workspaceId}
      and (position(${file} in c.draft::text) > 0 or position(${file} in cc.compiled::text) > 0
        or position(${file} in cc.data::text) > 0)`;
}
