import { expect } from 'vitest';
import { isObject, type JsonObject } from '../lib/json.ts';
import { compareShapes } from '../migrations/compareShapes.ts';
import { describeTables } from '../migrations/describeTables.ts';
import { introspect } from '../workspace/introspect.ts';
import { fetchAsAdmin } from './asAdmin.ts';
import type { TestServer } from './startTestServer.ts';

export interface Reply {
  readonly status: number;
  readonly body: JsonObject;
}

export interface Edit {
  readonly kind: string;
  readonly name: string;
  readonly document: JsonObject | null;
}

/** What an administrator does with definitions, over the API. */
export interface DefinitionsClient {
  /** GET, or POST where there is a body. An empty answer is {}. */
  call(path: string, body?: object, method?: string): Promise<Reply>;
  /** The merged document. */
  read(kind: string, name: string): Promise<JsonObject>;
  /** Applies edits and expects that to work. Resolves to the id of the change-set. */
  apply(edits: readonly Edit[], more?: JsonObject): Promise<string>;
  revert(id: string, more?: JsonObject): Promise<Reply>;
  /** SQL of a test's own; values arrive as text. */
  query(text: string): Promise<(string | null)[][]>;
  /** That the tables are those of the model. */
  expectFit(): Promise<void>;
}

export function definitionsClient(server: TestServer): DefinitionsClient {
  async function call(path: string, body?: object, method = body ? 'POST' : 'GET'): Promise<Reply> {
    const content = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetchAsAdmin(`${server.url}${path}`, { method, ...content });
    const answer: unknown = JSON.parse((await response.text()) || '{}');
    if (!isObject(answer)) throw new Error(`${path} did not answer with an object`);
    return { status: response.status, body: answer };
  }
  return {
    call,
    async read(kind, name) {
      const { body } = await call(`/api/definitions/${kind}/${name}`);
      if (!isObject(body.document)) throw new Error(`There is no ${kind} ${name}: ${JSON.stringify(body)}`);
      return body.document;
    },
    async apply(edits, more = {}) {
      const { status, body } = await call('/api/changesets', {
        changes: edits,
        message: '',
        acceptDataLoss: true,
        ...more,
      });
      expect(status, JSON.stringify(body)).toBe(201);
      return String(body.id);
    },
    revert: (id, more = {}) => call(`/api/changesets/${id}/revert`, more),
    query: (text) => server.workspace.db.query({ text, values: [] }),
    async expectFit() {
      const { workspace } = server;
      const live = await workspace.models.refresh();
      expect(compareShapes(describeTables(live.model), await introspect(workspace.db))).toEqual([]);
    },
  };
}

/** A document of an entity. */
export function entityDocument(name: string, properties: JsonObject, rest: JsonObject = {}): JsonObject {
  return { $schema: 'kiln:entity', $id: name, title: name, type: 'object', properties, ...rest };
}

/** An edit that gives an entity this document. */
export function putEntity(document: JsonObject): Edit {
  return { kind: 'entity', name: String(document.$id), document };
}
