import type { GrantDocument } from './document.ts';

/**
 * What a grant means: true for every record, false for none, else CEL. Shortcuts look at the owner, and at the one who
 * made the record where records have no owner.
 */
export function grantSource(grant: GrantDocument | undefined, owned: boolean): boolean | string {
  const holder = owned ? 'ownerId' : 'createdBy';
  switch (grant) {
    case undefined:
      return false;
    case 'all':
      return true;
    case 'own':
      return `${holder} == actor.id`;
    case 'team':
      return `${holder} in actor.teamUsers`;
    case 'teamBelow':
      return `${holder} in actor.belowUsers`;
    default:
      return grant;
  }
}
