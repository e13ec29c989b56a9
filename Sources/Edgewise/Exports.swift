/// `import Edgewise` gives the model and the formats beside what this module adds.
@_exported public import Bytes
@_exported public import DataModel
@_exported public import Formats
@_exported public import Validation
