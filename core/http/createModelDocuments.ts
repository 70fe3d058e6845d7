import { createHash } from 'node:crypto';
import type { Model } from '../model/types.ts';
import type { CachedContent } from './cachedContent.ts';

export interface DocumentSource {
  /** What distinguishes it among the model's documents; a part of its tag, so letters, digits and hyphens. */
  readonly name: string;
  readonly type: string;
  readonly build: () => string;
}

/**
 * Keeps documents that depend on nothing but the model, as long as the model lives. Their tags name the model's version
 * and, because the next Kiln may say the same model in other words, the content.
 */
export function createModelDocuments(): (model: Model, source: DocumentSource) => CachedContent {
  const models = new WeakMap<Model, Map<string, CachedContent>>();
  return (model, { name, type, build }) => {
    const documents = models.get(model) ?? new Map<string, CachedContent>();
    models.set(model, documents);
    const known = documents.get(name);
    if (known) return known;
    const content = Buffer.from(build());
    const hash = createHash('sha256').update(content).digest('base64url').slice(0, 8);
    const document = { content, type, tag: `${model.version}-${name}-${hash}`, encoded: new Map() };
    documents.set(name, document);
    return document;
  };
}
