import { Hono } from "hono";

const app = new Hono();

app.post("/auth/refresh", async (context) => {
  const { refreshToken } = await context.req.json();
  return context.json({ accessToken: crypto.randomUUID(), refreshToken: `${refreshToken}.next` });
});

export default app;
