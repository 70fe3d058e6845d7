import { afterAll, beforeAll, test } from 'vitest';
import { query, startTarget, type Target } from '../../testing/attack.ts';
let t: Target;
beforeAll(async () => { t = await startTarget({ crm: false }); });
afterAll(() => t.close());
test('x', async () => {
  const home = (await t.create('plain', { name: 'home' })).id;
  await t.call('POST', '/api/records/plain', Array.from({length:1000},(_, i)=>({name:'inhabitant '+i, home})));
  await t.server.workspace.db.script('analyze data.plain');
  for (const [select, limit] of [['home(inhabitants(name))','50'],['*,home(*,inhabitants(*))','50'],['*,home(*,inhabitants(*))','400'],['*,home(*,inhabitants(*))','1000'],['inhabitants(home(inhabitants(name)))','1000'],['inhabitants(home(inhabitants(home(inhabitants(name)))))','1000']]) {
    const b = performance.now();
    const r = await fetch(`${t.url}/api/records/plain?${query({select: select!, limit: limit!})}`);
    let n = 0; try { for await (const c of r.body!) n += c.length; } catch (e) { console.log(String(e)); }
    console.log(select, limit, r.status, n/1e6|0, 'MB', performance.now()-b|0, 'ms rss', process.memoryUsage().rss/1e6|0, n<2000?'':'');
    if (r.status !== 200) console.log(n);
  }
}, 300000);
