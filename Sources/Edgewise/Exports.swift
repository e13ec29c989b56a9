/// `import Edgewise` gives the model, the formats and the analysis beside what this module adds.
@_exported public import Analysis
@_exported public import Bytes
@_exported public import DataModel
@_exported public import Datasets
@_exported public import Formats
@_exported public import Plotting
@_exported public import Validation
