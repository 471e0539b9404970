export function createHttp({ root, beforeSend, recover }) {
  async function dispatch(job) {
    const prepared = { method: job.method || 'GET', headers: { Accept: 'application/json' }, body: job.body };
    await beforeSend(prepared);
    return fetch(root + job.path, prepared);
  }

  return {
    async send(job) {
      let res = await dispatch(job);
      if (res.status === 401) {
        await recover();
        res = await dispatch(job); // ok: stale-retry
      }
      if (!res.ok) throw Object.assign(new Error(res.statusText), { status: res.status });
      return res.json();
    },
  };
}
