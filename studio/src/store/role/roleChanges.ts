import { jsonEqual } from '../../../../core/lib/jsonEqual.ts';
import type { GrantDocument } from '../../../../core/model/kinds/role/document.ts';
import { rights } from '../../../../core/model/rights.ts';
import type { FieldRight, Right } from '../../../../core/model/types.ts';
import { levelOf, ownEntry } from './grants.ts';
import type { RoleDraft } from './types.ts';

/** One thing that two versions of a role say differently. */
export type RoleChange =
  /** `otherText`: in the language beside English. */
  | {
      readonly kind: 'text' | 'otherText';
      readonly what: 'title' | 'description';
      readonly before: string;
      readonly after: string;
    }
  | { readonly kind: 'system'; readonly right: string; readonly isGiven: boolean }
  /** An entity gets rules of its own, or follows the others again. */
  | { readonly kind: 'entry'; readonly entity: string; readonly isOwn: boolean }
  | {
      readonly kind: 'grant';
      readonly entity: string;
      readonly right: Right;
      readonly before: GrantDocument;
      readonly after: GrantDocument;
    }
  | {
      readonly kind: 'field';
      readonly entity: string;
      readonly field: string;
      readonly before: FieldRight;
      readonly after: FieldRight;
    };

export function roleChanges(before: RoleDraft, after: RoleDraft): RoleChange[] {
  const names = union(Object.keys(before.entities), Object.keys(after.entities));
  return [
    ...textChange('title', before.title, after.title),
    ...textChange('description', before.description ?? '', after.description ?? ''),
    ...names.flatMap((entity) => entryChanges(before, after, entity)),
    ...union(before.system ?? [], after.system ?? []).flatMap((right): RoleChange[] => {
      const [had, has] = [before.system?.includes(right) ?? false, after.system?.includes(right) ?? false];
      return had === has ? [] : [{ kind: 'system', right, isGiven: has }];
    }),
  ];
}

function textChange(what: 'title' | 'description', before: string, after: string): RoleChange[] {
  return before.trim() === after.trim() ? [] : [{ kind: 'text', what, before: before.trim(), after: after.trim() }];
}

function entryChanges(before: RoleDraft, after: RoleDraft, entity: string): RoleChange[] {
  const [old, now] = [ownEntry(before, entity), ownEntry(after, entity)];
  const entry: RoleChange[] =
    (old === undefined) === (now === undefined) ? [] : [{ kind: 'entry', entity, isOwn: now !== undefined }];
  if (!now) return entry;
  const grants = rights.flatMap((right): RoleChange[] => {
    const [was, is] = [old?.[right] ?? false, now[right] ?? false];
    return isSameGrant(was, is) ? [] : [{ kind: 'grant', entity, right, before: was, after: is }];
  });
  const fields = union(Object.keys(old?.fields ?? {}), Object.keys(now.fields ?? {})).flatMap((field): RoleChange[] => {
    const [was, is] = [old?.fields?.[field] ?? {}, now.fields?.[field] ?? {}];
    return jsonEqual({ ...was }, { ...is }) ? [] : [{ kind: 'field', entity, field, before: was, after: is }];
  });
  return [...entry, ...grants, ...fields];
}

export function isSameGrant(one: GrantDocument, other: GrantDocument): boolean {
  const level = levelOf(one);
  return level === levelOf(other) && (level !== 'condition' || one === other);
}

function union(one: readonly string[], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])];
}
