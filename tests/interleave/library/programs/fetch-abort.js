//replies [200, 200]
async function main() {
  const controller = new AbortController();
  controller.signal.addEventListener("abort", (event) => log(event.type, controller.signal.aborted));
  const going = fetch("https://api.test/a", { signal: controller.signal });
  const timer = setTimeout(() => log("never"), 100);
  controller.abort();
  clearTimeout(timer);
  await going.catch((error) => log(error.name, error.message));
  await fetch("https://api.test/b", { signal: controller.signal }).catch((error) => log("at once", error.name));
  log(AbortSignal.abort().aborted, AbortSignal.timeout(10).aborted);
  log(AbortSignal.any([controller.signal, new AbortController().signal]).aborted);
  try {
    controller.signal.throwIfAborted();
  } catch (error) {
    log(error.name);
  }
}
main();
