import { optionsFromEnvironment } from "./config";
import { startSimulator } from "./start";

try {
  const simulator = await startSimulator(optionsFromEnvironment(process.env));
  console.log(`Simulator: phones, SMS and mail at ${simulator.url}, SMTP on port ${simulator.smtpPort}`);
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await simulator.close();
    process.exit(0);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
} catch (error) {
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
  console.error(
    code === "EADDRINUSE"
      ? `Port ${port} is taken. Set SIMULATOR_PORT (and SIMULATOR_SMTP_PORT) to free ones, or stop what uses it.`
      : `The simulator cannot start: ${message}`,
  );
  process.exit(1);
}
