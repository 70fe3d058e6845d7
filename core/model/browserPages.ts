import { adminRole } from './adminRole.ts';
import { translateResult } from './kinds/action/texts.ts';
import { translateWidget } from './kinds/page/texts.ts';
import type { ActionOf, FormWidget, FunctionCall, ListWidget, PageOf, WidgetOf, WorkflowCall } from './pageTypes.ts';
import type { Texts } from './texts.ts';
import { titleOf } from './title.ts';
import type { Action, Entity, Model, ViewColumn, Widget } from './types.ts';

/** What a browser gets of an action. `Input`: what it gets of what is asked for. */
export type BrowserActionOf<Input> = Omit<ActionOf<Input>, 'roles'>;

export interface BrowserPageOf<Input> extends Omit<PageOf<Input>, 'widgets' | 'roles'> {
  readonly widgets: readonly BrowserWidgetOf<Input>[];
}

export type BrowserWidgetOf<Input> =
  | Exclude<WidgetOf<Input>, { readonly type: 'form' | 'list' }>
  | FormWidget<Input>
  | BrowserListWidget;

export interface BrowserListWidget extends Omit<ListWidget, 'columns'> {
  readonly columns: readonly (ViewColumn & { readonly title: string })[];
}

interface Setting<Input> {
  /** As far as the reader sees it. */
  readonly model: Model;
  readonly texts: Texts;
  /** Names of the roles held; undefined: nothing is kept back. */
  readonly roles: readonly string[] | undefined;
  readonly inputOf: (input: Entity, texts: Texts) => Input;
  readonly columnTitle: (entity: string, path: string) => string;
}

/** Names of roles on which it depends what of actions and pages is offered. */
export function rolesOffered({ actions, pages, plugins }: Pick<Model, 'actions' | 'pages' | 'plugins'>): Set<string> {
  const functions = [...plugins.values()].flatMap((plugin) => Object.values(plugin.functions));
  const named = [...actions.values(), ...pages.values(), ...functions].flatMap(({ roles }) => roles ?? []);
  return new Set(named.length > 0 ? [...named, adminRole] : []);
}

/** A workflow by its name and title. */
export interface BrowserWorkflow {
  readonly name: string;
  readonly title: string;
  readonly icon?: string;
}

/** Titles of what runs are of. */
export function browserWorkflows({ model, texts }: Pick<Setting<unknown>, 'model' | 'texts'>): BrowserWorkflow[] {
  return [...model.workflows.values()].map(({ name, title, icon }) => ({
    name,
    title: texts.workflow(name, title),
    ...(icon === undefined ? {} : { icon }),
  }));
}

/** What the reader is offered to do. */
export function browserActions<Input>(setting: Setting<Input>): BrowserActionOf<Input>[] {
  const { model, texts, inputOf } = setting;
  return [...model.actions.values()]
    .filter((action) => isOffered(action, setting))
    .map((action) => {
      const { roles: _, title, description, confirm, success, input, result, ...rest } = action;
      const say = (text: string) => texts.action(action.name, text);
      // What a workflow asks for is said where the workflow is, unless the button says it in its own way.
      const ask = 'workflow' in rest.call ? sayOfWorkflow(texts, rest.call.workflow, say) : say;
      return {
        ...rest,
        title: say(title),
        ...(description === undefined ? {} : { description: say(description) }),
        ...(confirm === undefined ? {} : { confirm: say(confirm) }),
        ...(success === undefined ? {} : { success: say(success) }),
        ...(input === undefined ? {} : { input: inputOf(input, inputTexts(texts, ask)) }),
        ...(result === undefined ? {} : { result: translateResult(result, say) }),
      };
    });
}

function sayOfWorkflow(texts: Texts, workflow: string, say: (text: string) => string): (text: string) => string {
  return (text) => {
    const own = say(text);
    return own === text ? texts.workflow(workflow, text) : own;
  };
}

/** The pages that the reader has, each with the widgets that show them something. */
export function browserPages<Input>(setting: Setting<Input>): BrowserPageOf<Input>[] {
  const { model, texts } = setting;
  return [...model.pages.values()]
    .filter(({ roles }) => isFor(roles, setting))
    .flatMap(({ roles: _, title, description, widgets, ...page }) => {
      const say = (text: string) => texts.page(page.name, text);
      const shown = widgets.flatMap((widget) => browserWidget(widget, say, setting));
      if (shown.every(({ type }) => type === 'text') && !widgets.every(({ type }) => type === 'text')) return [];
      const described = description === undefined ? {} : { description: say(description) };
      return [{ ...page, title: say(title), ...described, widgets: shown }];
    });
}

function browserWidget<Input>(
  widget: Widget,
  say: (text: string) => string,
  setting: Setting<Input>,
): BrowserWidgetOf<Input>[] {
  const { model, texts, inputOf, columnTitle } = setting;
  switch (widget.type) {
    case 'form': {
      if (!mayCall(widget.call, setting)) return [];
      return [{ ...translateWidget(widget, say), input: inputOf(widget.input, inputTexts(texts, say)) }];
    }
    case 'function':
      return mayCall(widget.call, setting) ? [translateWidget(widget, say)] : [];
    case 'list': {
      const columns = widget.columns.map((column) => ({ ...column, title: columnTitle(widget.entity, column.field) }));
      return [{ ...translateWidget(widget, say), columns }];
    }
    case 'actions': {
      const actions = widget.actions.filter((name) => {
        const action = model.actions.get(name);
        return action !== undefined && isOffered(action, setting);
      });
      return actions.length > 0 ? [{ ...translateWidget(widget, say), actions }] : [];
    }
    default:
      return [translateWidget(widget, say)];
  }
}

function isOffered({ roles, call }: Action, setting: Setting<unknown>): boolean {
  return isFor(roles, setting) && mayCall(call, setting);
}

/** What a plugin or a workflow that is switched off would do is not offered. */
function mayCall(call: FunctionCall | WorkflowCall, setting: Setting<unknown>): boolean {
  if ('workflow' in call) return setting.model.workflows.get(call.workflow)?.enabled === true;
  const { plugin, function: name } = call;
  const found = setting.model.plugins.get(plugin);
  if (!found?.enabled) return false;
  const called = Object.hasOwn(found.functions, name) ? found.functions[name] : undefined;
  return called !== undefined && isFor(called.roles ?? [], setting);
}

function isFor(roles: readonly string[], setting: Setting<unknown>): boolean {
  const held = setting.roles;
  return (
    roles.length === 0 || held === undefined || held.includes(adminRole) || roles.some((role) => held.includes(role))
  );
}

/** The texts of what is asked for stand with those of the action or page, by the English text. */
function inputTexts(texts: Texts, say: (text: string) => string): Texts {
  return {
    ...texts,
    title: ({ title }) => say(title),
    pluralTitle: ({ title }) => say(title),
    fieldTitle: (_, { title }) => say(title),
    help: (_, { schema }) => (schema.description === undefined ? undefined : say(schema.description)),
    option: (_, { schema }, value) => {
      const options = schema['x-options'];
      return say((options && Object.hasOwn(options, value) ? options[value]?.title : undefined) ?? titleOf(value));
    },
  };
}
