"""How the library becomes pages: routes, views, the plan, search documents and structured data."""
