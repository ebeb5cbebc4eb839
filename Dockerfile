# The functions as a container image, as an alternative to the package: one image, a command a function.
#
#   mvn -q package -DskipTests
#   rm -rf functions/target/image
#   unzip -q functions/target/batchwright-functions.zip -d functions/target/image
#   (cd functions/target/image && jar cf lib/top.jar com linux && rm -r com linux)
#   docker build -t batchwright-functions -f Dockerfile functions/target/image
#
# The third line puts what stands at the package's top into a jar: the cache below knows jars only.
#
# Where an image is wanted (a registry that scans, jobs with native libraries, jobs above Lambda's limit
# for packages), or short starts without SnapStart, which takes no images.
FROM public.ecr.aws/lambda/java:25

COPY . ${LAMBDA_TASK_ROOT}/

# The class path in one fixed order, and the options that Lambda's own start of Java has.
RUN { printf -- '-XX:+UseSerialGC -XX:MaxRAMPercentage=85 --enable-native-access=ALL-UNNAMED -cp '; \
      printf '%s:' /var/runtime/lib/*.jar "${LAMBDA_TASK_ROOT}"/lib/*.jar; } > /opt/java.args

# Java's ahead-of-time cache: the classes as a worker's init loads them, read and verified. The handler is
# made, and then finds nobody to ask for work. The cache fits this image's Java, as it is made in it.
RUN AWS_REGION=us-east-1 AWS_LAMBDA_RUNTIME_API=127.0.0.1:9 AWS_LAMBDA_FUNCTION_NAME=f \
      AWS_LAMBDA_FUNCTION_VERSION=1 AWS_LAMBDA_FUNCTION_MEMORY_SIZE=1769 AWS_LAMBDA_LOG_GROUP_NAME=f \
      AWS_LAMBDA_LOG_STREAM_NAME=f AWS_LAMBDA_INITIALIZATION_TYPE=on-demand \
      /var/lang/bin/java -XX:AOTCacheOutput=/opt/functions.aot @/opt/java.args \
      com.amazonaws.services.lambda.runtime.api.client.AWSLambda \
      dev.batchwright.functions.MapChunk::handleRequest > /tmp/init 2>&1; \
    grep -q 'Failed to get next' /tmp/init && test -s /opt/functions.aot || { cat /tmp/init; exit 1; }

ENTRYPOINT ["/var/lang/bin/java", "-XX:AOTCache=/opt/functions.aot", "@/opt/java.args", \
    "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"]

# The first compiler alone, as Lambda has it; workers are given another in the template.
ENV JAVA_TOOL_OPTIONS=-XX:TieredStopAtLevel=1

# Each function has its own, as ImageConfig.Command.
CMD ["dev.batchwright.functions.PlanChunks::handleRequest"]
