import { asNumber, asObject, asObjects, asText } from '../lib/values.ts';
import { createRecord, deleteRecord, listRecords, type RecordValues, updateRecord } from './records.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
}

/** People who work together. */
export interface Team {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  /** Id of the team above. */
  readonly parent: string | undefined;
  readonly manager: Person | undefined;
  readonly members: readonly Person[];
}

export interface TeamValues {
  readonly name: string;
  readonly parent: string | undefined;
  readonly manager: string | undefined;
  readonly members: readonly string[];
}

const entity = 'team';
const pageSize = 200;

/** All teams, by name. */
export async function listTeams(signal?: AbortSignal): Promise<readonly Team[]> {
  const select = 'id,version,name,parent,manager(id,name),members(id,name)';
  const teams: Team[] = [];
  let after: string | null = null;
  do {
    const query = { select, sort: 'name', limit: pageSize, ...(after === null ? {} : { after }) };
    const page: Awaited<ReturnType<typeof listRecords>> = await listRecords(entity, query, signal);
    teams.push(...page.data.map(toTeam));
    after = page.next;
  } while (after !== null);
  return teams;
}

export async function createTeam(values: TeamValues): Promise<void> {
  await createRecord(entity, toRecord(values));
}

/** Only what is given is changed. `version`: that was read. */
export async function changeTeam(id: string, values: Partial<TeamValues>, version: number): Promise<void> {
  await updateRecord(entity, id, toRecord(values), version);
}

export async function removeTeam(id: string): Promise<void> {
  await deleteRecord(entity, id);
}

function toRecord(values: Partial<TeamValues>): RecordValues {
  return {
    ...(values.name === undefined ? {} : { name: values.name }),
    ...('parent' in values ? { parent: values.parent ?? null } : {}),
    ...('manager' in values ? { manager: values.manager ?? null } : {}),
    ...(values.members ? { members: [...values.members] } : {}),
  };
}

function toTeam({ id, version, name, parent, manager, members }: RecordValues): Team {
  return {
    id: asText(id) ?? '',
    version: asNumber(version) ?? 0,
    name: asText(name) ?? '',
    parent: asText(parent) ?? asText(asObject(parent)?.id),
    manager: asObjects([manager ?? null]).map(toPerson)[0],
    members: asObjects(members).map(toPerson),
  };
}

function toPerson({ id, name }: RecordValues): Person {
  return { id: asText(id) ?? '', name: asText(name) ?? '' };
}
