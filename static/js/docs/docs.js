// The page /docs: Swagger UI, over the schema of this server.

/** @type {(options: object) => void} */
const swagger = Reflect.get(globalThis, "SwaggerUIBundle");
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();
swagger({
  url: "openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayOperationId: true,
  tryItOutEnabled: true,
  validatorUrl: null,
});
