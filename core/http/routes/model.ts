import { KilnError } from '../../errors/KilnError.ts';
import { toBrowserModel } from '../../model/browserModel.ts';
import { rolesOffered } from '../../model/browserPages.ts';
import { findInput } from '../../model/findInput.ts';
import { systemRights } from '../../model/rights.ts';
import { validatorSource } from '../../model/validatorSource.ts';
import { onlyParameters, param, type Routes } from '../answer.ts';
import { answerCached } from '../cachedContent.ts';
import { createModelDocuments } from '../createModelDocuments.ts';
import { buildOpenApi } from '../openapi/buildOpenApi.ts';

const NONE = new Set<string>();
const MODEL = new Set(['locale']);
const JSON_TYPE = 'application/json; charset=utf-8';

/** What others are told of the model: for the browser, as validators, and as a description of the API. */
export function createModelRoutes(): Routes {
  const documentOf = createModelDocuments();
  return {
    '/api/model': {
      async GET({ ctx: { access }, req, query }) {
        onlyParameters(query, MODEL);
        const { model } = access;
        // An unknown locale has no texts of its own; all of them share one document, so they cannot fill the memory.
        const locale = query.locale !== undefined && model.locales.has(query.locale) ? query.locale : 'en';
        const build = () => JSON.stringify(toBrowserModel(model, locale, access));
        // Who may do everything with records shares one model, whatever else they may use.
        const formRoles = [...model.forms.values()].flatMap((form) => form.roles);
        const deciding = new Set([...formRoles, ...rolesOffered(model)]);
        const held = access.roles.filter((role) => deciding.has(role)).map((role) => `r-${role}`);
        const name = [locale, ...systemRights.filter((right) => access.mayUse(right)), ...held].join('-');
        return answerCached(req, documentOf(model, { name, type: JSON_TYPE, build }), 'no-cache');
      },
    },
    '/api/model/validators/:file': {
      // Any query is fine: browsers and build tools add one to tell versions apart.
      async GET(request) {
        const { model } = request.ctx.access;
        const name = /^([a-zA-Z0-9-]+)\.js$/.exec(param(request, 'file'))?.[1] ?? '';
        const entity = model.entities.get(name) ?? findInput(model, name);
        if (!entity) throw new KilnError('KILN_NOT_FOUND', { detail: 'There is no such entity.' });
        const document = documentOf(model, {
          name: `validators-${entity.name}`,
          type: 'text/javascript; charset=utf-8',
          build: () => validatorSource(model, entity),
        });
        return answerCached(request.req, document, 'no-cache');
      },
    },
    '/api/openapi.json': {
      async GET({ ctx: { access }, req, query }) {
        onlyParameters(query, NONE);
        const { model } = access;
        const build = () => JSON.stringify(buildOpenApi(model, access));
        return answerCached(req, documentOf(model, { name: 'openapi', type: JSON_TYPE, build }), 'no-cache');
      },
    },
  };
}
