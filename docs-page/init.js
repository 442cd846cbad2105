// Opens the description of the API that stands beside this page. Nothing is asked of another host, and a key typed under
// "Authorize" stays in the memory of the page.
"use strict";

window.ui = SwaggerUIBundle({
  url: new URL("openapi.json", document.baseURI).href,
  dom_id: "#swagger-ui",
  layout: "BaseLayout",
  presets: [SwaggerUIBundle.presets.apis],
  deepLinking: true,
  docExpansion: "none", // a hundred operations: their groups first
  defaultModelsExpandDepth: -1, // each operation shows its own schemas
  defaultModelExpandDepth: 2,
  displayOperationId: true, // the name of the operation in the log and in the problems
  displayRequestDuration: true,
  filter: true,
  persistAuthorization: false,
  queryConfigEnabled: false, // a link may not make this page read another description
  tryItOutEnabled: true,
  validatorUrl: null, // swagger-ui would ask a public validator
});
