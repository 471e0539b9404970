type Level = "debug" | "error";

function write(level: Level, ...parts: unknown[]) {
  console[level]("[app]", ...parts);
}

export const logger = {
  debug: (message: string, ...details: unknown[]) => write("debug", message, ...details),
  error: (message: string, ...details: unknown[]) => write("error", message, ...details),
};
