using Crm.Plugins.Core.Shared.Api;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Crm.Host.Http;

/// <summary>The description of the API at <c>/openapi/v1.json</c>.</summary>
internal static class OpenApiSetup
{
    private const string Bearer = "bearer";

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "CrmPlugins";
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            DescribeBound(operation, context);
            return Task.CompletedTask;
        });
    }

    /// <summary>Paging and If-Match bind themselves, so the framework does not see where they come from.</summary>
    private static void DescribeBound(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<System.Reflection.MethodInfo>().FirstOrDefault() is not { } method) return;
        var types = method.GetParameters().Select(parameter => parameter.ParameterType).ToHashSet();
        operation.Parameters ??= [];
        if (types.Contains(typeof(PageRequest)))
        {
            operation.Parameters.Add(Parameter("cursor", ParameterLocation.Query, JsonSchemaType.String, "nextCursor of the page before."));
            operation.Parameters.Add(Parameter("limit", ParameterLocation.Query, JsonSchemaType.Integer, "1 to 200, 50 without it."));
        }

        if (types.Contains(typeof(IfMatch)))
            operation.Parameters.Add(Parameter("If-Match", ParameterLocation.Header, JsonSchemaType.String, "The version the change was made from, in quotes."));
    }

    private static OpenApiParameter Parameter(string name, ParameterLocation place, JsonSchemaType type, string text) =>
        new() { Name = name, In = place, Description = text, Schema = new OpenApiSchema { Type = type } };
}
