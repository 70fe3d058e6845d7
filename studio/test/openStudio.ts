import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import type { JsonObject } from '../../core/lib/json.ts';
import { fetchAsAdmin } from '../../core/testing/asAdmin.ts';
import { type SessionCookie, signInAs } from '../../core/testing/signInAs.ts';
import { startTestServer, type TestServer, type TestServerOptions } from '../../core/testing/startTestServer.ts';
import { launchChromium } from './launchChromium.ts';

interface PageOptions {
  /** What the browser asks for. Default: en. */
  readonly language?: 'en' | 'zh-CN';
  /** Default: 1440 by 900. */
  readonly phone?: boolean;
  /** What the system asks for. Default: light. */
  readonly theme?: 'light' | 'dark';
  /** For a page that compiles code in the browser, which only one for development does. Default: false. */
  readonly bypassCsp?: boolean;
  /** Default: the administrator is signed in. */
  readonly signedIn?: boolean;
}

export interface Studio {
  readonly server: TestServer;
  /** A page of a browser of its own, without memory of others. Fails the test on anything the browser complains about. */
  open(path: string, options?: PageOptions): Promise<Page>;
  /** One answer of the API. */
  api(path: string, options?: { method?: string; body?: JsonObject }): Promise<JsonObject>;
  /** Changes definitions, whatever that loses; fails where the change is refused. The answer of the change-set. */
  publish(changes: readonly JsonObject[], message?: string): Promise<JsonObject>;
  close(): Promise<void>;
}

/** A whole Kiln with the base CRM, the given further entities, and a real browser before it. */
export async function openStudio(
  entities: readonly JsonObject[] = [],
  options: Partial<TestServerOptions> = {},
): Promise<Studio> {
  const definitions = [join(import.meta.dirname, '../../schemas/crm')];
  const server = await startTestServer({ definitions, entities, studio: inject('studioBuild'), ...options });
  let session: SessionCookie | undefined;
  const browser = await launchChromium(inject('chromium'));
  const complaints: string[] = [];
  const api: Studio['api'] = async (path, { method = 'GET', body } = {}) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetchAsAdmin(server.url + path, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer: JsonObject = response.status === 204 ? {} : await response.json();
    return answer;
  };
  return {
    server,
    async open(path, { language = 'en', phone = false, theme = 'light', bypassCsp = false, signedIn = true } = {}) {
      const viewport = phone ? { width: 375, height: 812 } : { width: 1440, height: 900 };
      const context = await browser.newContext({
        locale: language,
        viewport,
        hasTouch: phone,
        isMobile: phone,
        colorScheme: theme,
        // As for people who asked for it: frames of animations are painted by the same two cores that run everything else.
        reducedMotion: 'reduce',
        bypassCSP: bypassCsp,
      });
      if (signedIn) {
        session ??= await signInAs(server);
        await context.addCookies([{ ...session, url: server.url }]);
      }
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      page.on('pageerror', (error) => complaints.push(`${error.stack}`));
      page.on('console', (message) => {
        // The browser itself reports an answer of 4xx, and a server that it does not reach offline: tests provoke both.
        const isProvoked = /^Failed to load resource|net::ERR_INTERNET_DISCONNECTED$/.test(message.text());
        if (message.type() === 'error' && !isProvoked) complaints.push(message.text());
      });
      await page.goto(server.url + path);
      return page;
    },
    api,
    async publish(changes, message = 'Set up') {
      const body = { changes: [...changes], message, acceptDataLoss: true };
      const answer = await api('/api/changesets', { method: 'POST', body });
      expect(answer.version, JSON.stringify(answer)).toBeTypeOf('string');
      return answer;
    },
    async close() {
      await browser.close();
      await server.close();
      expect(complaints).toEqual([]);
    },
  };
}
